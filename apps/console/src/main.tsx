import { createRoot } from 'react-dom/client';
import { Application } from './application.js';
import './look/palette.css';
import './look/base.css';
import './look/theme.js';
import { Session } from './session/session.js';

const session = new Session();
void session.restore();

const root = document.getElementById('root');
if (root) createRoot(root).render(<Application session={session} />);
