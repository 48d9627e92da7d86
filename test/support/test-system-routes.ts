import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Permission } from '#lib/contract';
import { permissionKey, publicKey } from '#lib/platform';

/** Nest's own names of what its decorators leave behind. */
const methodKey = 'method';
const pathKey = 'path';

export interface Route {
  method: string;
  /** Below the server's address or below `/api/v1`, with `:name` for each parameter. */
  path: string;
  /** What it takes; `any` for every role, `public` for everybody. */
  needs: Permission | 'any' | 'public';
}

/** Every route of the application with what it takes, read from its controllers. */
export function routesOf(application: INestApplicationContext): Route[] {
  const scanner = new MetadataScanner();
  return application
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      const controller = metatype as new () => object;
      const prototype = controller.prototype as Record<string, object>;
      const marked = (key: string, handler: object): unknown =>
        Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => prototype[name]!)
        .filter((handler) => Reflect.hasMetadata(methodKey, handler))
        .map((handler) => ({
          method: RequestMethod[Reflect.getMetadata(methodKey, handler) as number]!,
          path: joined(Reflect.getMetadata(pathKey, controller), Reflect.getMetadata(pathKey, handler)),
          needs:
            marked(publicKey, handler) === undefined
              ? (marked(permissionKey, handler) as Permission | 'any')
              : ('public' as const),
        }));
    });
}

const joined = (...parts: unknown[]): string =>
  `/${parts
    .flatMap((part) => String(part).split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
