import '@suotdoi/ui/styles.css';
import '@suotdoi/players/players.css';
import './may.css';
import { mount } from 'svelte';
import { app } from './app.svelte.ts';
import Frame from './Frame.svelte';
import { register } from './register.ts';

const target = document.getElementById('may');
if (target) {
  target.textContent = '';
  mount(Frame, { target });
  void app.open();
  void register(() => app.session === null && app.route === '');
}
