import type { Download } from '../api/client'

/** Into the browser's downloads; fetched first, so that a failure is said on the page and not on one of its own. */
export function keep({ content, name }: Download): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
