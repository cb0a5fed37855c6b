import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { arrivals, change, followRouter, view } from './view'

let router: Router

beforeEach(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', name: 'map', component: { render: () => null } }],
  })
  followRouter(router)
  await router.push('/')
})

const position = (lng: number) => ({ lng, lat: 23.1, zoom: 14 })

/** After every navigation that is under way: those are chains of promises. */
const settled = () => new Promise((resolve) => { setTimeout(resolve) })

it('does not take its own steps for arrivals, however close they follow each other', async () => {
  const before = arrivals.value
  for (let step = 1; step <= 5; step += 1) {
    change({ park: step })
    await Promise.resolve()
    change({ position: position(113 + step / 10) }, 'replace')
  }
  await settled()
  expect(arrivals.value).toBe(before)
  expect(view.value.park).toBe(5)
  expect(router.currentRoute.value.query.park).toBe('5')
})

it('keeps a step that a move of the map follows at once', async () => {
  change({ park: 7 })
  await settled()
  change({ park: 8 })
  await Promise.resolve()
  change({ position: position(113.2) }, 'replace')
  await settled()
  const before = arrivals.value
  router.back()
  await settled()
  expect(view.value.park).toBe(7)
  expect(arrivals.value).toBe(before + 1)
})
