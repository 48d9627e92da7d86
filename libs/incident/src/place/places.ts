import { Injectable } from '@nestjs/common';
import { accept, isLatLon, refuse, type LatLon, type Result } from '#lib/kernel';
import { Centers, type Center } from '#lib/center';
import type { Queryable, Refusal } from '#lib/platform';

/** Checks chosen points against the service area of the center. */
@Injectable()
export class Places {
  constructor(private readonly centers: Centers) {}

  /**
   * The area of a point, or a refusal when it lies further outside the service area than the center's margin:
   * then it is a slip (latitude and longitude exchanged) or another center's emergency.
   */
  async locate(
    on: Queryable,
    center: Center,
    point: LatLon,
  ): Promise<Result<{ areaId: string | null }, Refusal>> {
    const { areaId, outsideMetres } = await this.centers.locate(on, center.id, point);
    if (outsideMetres <= center.settings.serviceAreaMarginMetres) return accept({ areaId });
    return refuse({
      code: 'place_outside_service_area',
      parameters: { kilometres: Math.round(outsideMetres / 1000) },
      fields: (await this.seemsSwapped(on, center, point))
        ? [
            { field: 'place.lat', rule: 'swapped' },
            { field: 'place.lon', rule: 'swapped' },
          ]
        : undefined,
    });
  }

  private async seemsSwapped(on: Queryable, center: Center, { lat, lon }: LatLon): Promise<boolean> {
    const exchanged = { lat: lon, lon: lat };
    if (!isLatLon(exchanged)) return false;
    return (await this.centers.locate(on, center.id, exchanged)).outsideMetres === 0;
  }
}
