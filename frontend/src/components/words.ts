import { computed } from 'vue'
import type { Words } from '../domain/policy'
import { lang, t } from '../i18n'

/** The words that figures of an explanation need, in the reader's language. */
export const words = computed<Words>(() => ({ lang: lang.value, yes: t('card.yes'), no: t('card.no') }))
