import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { workstationOf } from './bridge.ts';
import { emptyStore, keepCurrent } from './state/store.ts';

const store = emptyStore();
const workstation = workstationOf(window.workstation);
keepCurrent(store, workstation);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App store={store} workstation={workstation} />
    </StrictMode>,
  );
}
