/** Only the rows in sight are drawn, so that 2,705 cost no more than 20; arrow keys move through all of them. The element
 * that scrolls has `ref="scroller"`. */
import { computed, nextTick, ref, useTemplateRef, watch, type Ref } from 'vue'

const SPARE = 8

export function useVirtualRows(count: Ref<number>, height: number) {
  const scroller = useTemplateRef<HTMLElement>('scroller')
  const top = ref(0)
  const tall = ref(200)
  const at = ref(0)
  const first = computed(() => Math.max(0, Math.floor(top.value / height) - SPARE))
  const last = computed(() => Math.min(count.value, first.value + Math.ceil(tall.value / height) + 2 * SPARE))
  const above = computed(() => first.value * height)
  const below = computed(() => Math.max(0, count.value - last.value) * height)
  const tabStop = computed(() => (at.value >= first.value && at.value < last.value ? at.value : first.value))

  function scrolled(): void {
    top.value = scroller.value?.scrollTop ?? 0
    tall.value = scroller.value?.clientHeight ?? 200
  }

  function show(index: number): void {
    const element = scroller.value
    if (!element) return
    const from = index * height
    if (from < element.scrollTop) element.scrollTop = from
    else if (from + height * 2 > element.scrollTop + element.clientHeight) element.scrollTop = from + height * 2 - element.clientHeight
    scrolled()
  }

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(tall.value / height) - 2)
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }
    const step = steps[event.key]
    if (step === undefined || !count.value) return
    event.preventDefault()
    at.value = Math.min(Math.max(at.value + step, 0), count.value - 1)
    show(at.value)
    void nextTick(() => scroller.value?.querySelector<HTMLElement>(`[data-index="${at.value}"]`)?.focus({ preventScroll: true }))
  }

  watch(scroller, scrolled)
  return { at, first, last, above, below, tabStop, scrolled, show, move }
}
