import type { AreaLevel } from '#lib/contract';
import { whole, type Whole } from './api.js';
import type { Client } from './generated/client/index.js';
import * as sdk from './generated/sdk.gen.js';
import type {
  AmlAddress,
  AmlAddressList,
  AmlClosed,
  AreaImportData,
  AreaImportResponse,
  AreaLevelList,
  AreaRemovalResponse,
  AreaResponse,
  CreatedExchange,
  DatasetList,
  DatasetRemoval,
  ExchangeView,
  LandmarkImportResponse,
  PlaceImportData,
} from './generated/types.gen.js';
import { outcomeOf } from './http.js';
import type { Outcome } from './outcome.js';

/** Features of a file, not yet known to be what an import takes. */
export interface SentCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly object[];
}

/** The API of whoever sets a center up: its ground, what is found on it, and what is connected to it. */
export class SetupApi {
  constructor(
    private readonly client: Client,
    private readonly fileClient: Client,
  ) {}

  // Areas.
  areaLevels = (): Promise<Outcome<AreaLevelList>> => outcomeOf(sdk.areaLevels({ client: this.client }));
  areasOf = (level: AreaLevel): Whole<AreaResponse> =>
    whole((query) => outcomeOf(sdk.areaList({ client: this.client, query: { ...query, level } })));
  importAreas = (
    collection: SentCollection,
    query: NonNullable<AreaImportData['query']>,
  ): Promise<Outcome<AreaImportResponse>> =>
    outcomeOf(sdk.areaImport({ client: this.fileClient, body: collection as AreaImportData['body'], query }));
  removeAreas = (level: AreaLevel): Promise<Outcome<AreaRemovalResponse>> =>
    outcomeOf(sdk.areaRemove({ client: this.client, path: { level } }));

  // Places.
  datasets = (): Promise<Outcome<DatasetList>> => outcomeOf(sdk.datasetList({ client: this.client }));
  importPlaces = (
    collection: SentCollection,
    query: PlaceImportData['query'],
  ): Promise<Outcome<LandmarkImportResponse>> =>
    outcomeOf(
      sdk.placeImport({ client: this.fileClient, body: collection as PlaceImportData['body'], query }),
    );
  removeDataset = (dataset: string): Promise<Outcome<DatasetRemoval>> =>
    outcomeOf(sdk.datasetRemove({ client: this.client, path: { dataset } }));

  // Connections.
  exchanges = (): Whole<ExchangeView> =>
    whole((query) => outcomeOf(sdk.exchangeList({ client: this.client, query })));
  createExchange = (name: string): Promise<Outcome<CreatedExchange>> =>
    outcomeOf(sdk.exchangeCreate({ client: this.client, body: { name } }));
  revokeExchange = (id: string): Promise<Outcome<ExchangeView>> =>
    outcomeOf(sdk.exchangeRevoke({ client: this.client, path: { id } }));
  amlAddresses = (): Promise<Outcome<AmlAddressList>> => outcomeOf(sdk.amlKeyList({ client: this.client }));
  renewAmlAddress = (): Promise<Outcome<AmlAddress>> => outcomeOf(sdk.amlKeyRenew({ client: this.client }));
  closeAmlAddresses = (): Promise<Outcome<AmlClosed>> => outcomeOf(sdk.amlKeyClose({ client: this.client }));
}
