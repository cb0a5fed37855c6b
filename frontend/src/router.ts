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
      {
        path: '/assessment',
        component: () => import('./views/AssessmentView.vue'),
        children: [
          { path: '', name: 'assessment', component: () => import('./views/assessment/RankingView.vue') },
          { path: 'compare', name: 'assessment-compare', component: () => import('./views/assessment/ComparisonView.vue') },
          { path: 'verify', name: 'assessment-verify', component: () => import('./views/assessment/VerificationView.vue') },
          { path: 'lists/:list?', name: 'assessment-lists', component: () => import('./views/assessment/ListsView.vue') },
          { path: 'policy/:edition(\\d+)?', name: 'assessment-policy', component: () => import('./views/assessment/PolicyView.vue') },
        ],
      },
      { path: '/objections', name: 'objections', component: () => import('./views/ObjectionsView.vue') },
      { path: '/objections/:id(\\d+)', name: 'objection', component: () => import('./views/ObjectionView.vue') },
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
