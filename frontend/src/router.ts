import { createRouter, createWebHistory } from 'vue-router'
import MapView from './views/MapView.vue'
import { lang } from './i18n'

export function makeRouter() {
  const router = createRouter({
    history: createWebHistory('/'),
    routes: [
      { path: '/', name: 'map', component: MapView },
      { path: '/surveys', name: 'surveys', component: () => import('./views/SurveysView.vue') },
      { path: '/surveys/:id(\\d+)', name: 'survey', component: () => import('./views/SurveyView.vue') },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
  // the language goes along, so that any address can be shared as it was read
  router.beforeEach((to, from) => {
    const arriving = from.matched.length === 0
    if (arriving || lang.value !== 'en' || to.query.lang === 'en' || to.name === from.name) return true
    return { ...to, query: { ...to.query, lang: 'en' } }
  })
  return router
}
