import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * One key for each purpose, all derived from the installation's secret (HKDF, RFC 5869), so that what is learnt or
 * forged for one purpose is worth nothing for another.
 */
export class DerivedKeys {
  /** Signs access tokens (HS256). */
  readonly accessToken: Uint8Array;
  private readonly refreshToken: Uint8Array;
  private readonly typedName: Uint8Array;
  private readonly origin: Uint8Array;
  private readonly device: Uint8Array;
  private readonly requestBody: Uint8Array;
  private readonly sealing: Uint8Array;

  constructor(secret: string) {
    const derive = (purpose: string) =>
      new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), `layad 1 ${purpose}`, 32));
    this.accessToken = derive('access token');
    this.refreshToken = derive('refresh token');
    this.typedName = derive('typed name');
    this.origin = derive('sign-in origin');
    this.device = derive('known device');
    this.requestBody = derive('request body');
    this.sealing = derive('sealing');
  }

  refreshTokenSignature(text: string): string {
    return hmac(this.refreshToken, text);
  }

  /** Stands for a user name as typed: people type passwords into that field, so it is never stored itself. */
  nameDigest(name: string): string {
    return hmac(this.typedName, name);
  }

  /** Stands for the network or device that a sign-in came from. */
  originDigest(origin: string): string {
    return hmac(this.origin, origin);
  }

  /** Proves that a device has signed in with a name. */
  deviceSignature(text: string): string {
    return hmac(this.device, text);
  }

  /** Makes the hash of a request body, which may hold a password, useless to whoever reads the database. */
  requestDigest(requestHash: string): string {
    return hmac(this.requestBody, requestHash);
  }

  /** Encrypts (AES-256-GCM) what must lie in the database for a while without being readable there. */
  seal(text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.sealing, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @throws Error when it was not sealed by {@link seal} with the same secret */
  unseal(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.sealing, bytes.subarray(0, 12), {
      authTagLength: 16,
    }).setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  }
}

const hmac = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');
