import { createRoot } from 'react-dom/client';
import { Application } from './application.js';
import './look/palette.css';
import './look/base.css';
import './look/theme.js';
import { Session } from './session/session.js';

const session = new Session();
void session.restore();

// Without a server the console opens from the browser: see `worker/service-worker.js`.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => {
    void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
  });
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Application session={session} />);
