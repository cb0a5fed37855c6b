import { createApp } from 'vue'
import App from './App.vue'
import { makeRouter } from './router'
import { loadSession } from './stores/session'
import { followRouter } from './stores/view'
import './styles/base.css'

const router = makeRouter()
followRouter(router)
void loadSession()
createApp(App).use(router).mount('#app')
