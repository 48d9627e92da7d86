export { recordedCall } from './recorded-call.js';
export { ariApplication, ScriptedAri, type AriRequest } from './scripted-ari.js';
export { signatureOf } from '../telephony/webhook/event-signature.js';
