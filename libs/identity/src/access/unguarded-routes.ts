import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { permissionKey, publicKey } from '#lib/platform';

/** Routes that name neither a permission nor a reason for being public. The guard refuses them; there must be none. */
export function unguardedRoutes(application: INestApplicationContext): string[] {
  const scanner = new MetadataScanner();
  return application
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      const controller = metatype as new () => object;
      const prototype = controller.prototype as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ name, handler: prototype[name]! }))
        .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler))
        .filter(
          ({ handler }) =>
            ![handler, controller].some((target) =>
              [permissionKey, publicKey].some((key) => Reflect.hasMetadata(key, target)),
            ),
        )
        .map(({ name, handler }) => {
          const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
          return `${method} ${controller.name}.${name}`;
        });
    });
}
