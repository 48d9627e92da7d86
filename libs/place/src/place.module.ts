import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { IdentityModule } from '#lib/identity';
import { IncidentModule } from '#lib/incident';
import { IntakeModule } from '#lib/intake';
import { AmlDoor } from './aml/aml-door.js';
import { AmlKeyController } from './aml/aml-key.controller.js';
import { AmlKeys } from './aml/aml-keys.js';
import { AmlPositions } from './aml/aml-positions.js';
import { AmlRepository } from './aml/aml.repository.js';
import { CallRepository } from './call/call.repository.js';
import { Crossings } from './gazetteer/crossings.js';
import { GazetteerRepository } from './gazetteer/gazetteer.repository.js';
import { PlaceController } from './gazetteer/place.controller.js';
import { PlaceSearch } from './gazetteer/place-search.js';
import { PointTelling } from './gazetteer/point-telling.js';
import { SurroundingsRepository } from './gazetteer/surroundings.repository.js';
import { DatasetController } from './landmark/dataset.controller.js';
import { DatasetRepository } from './landmark/dataset.repository.js';
import { Datasets } from './landmark/datasets.js';
import { LandmarkRepository } from './landmark/landmark.repository.js';
import { Landmarks } from './landmark/landmarks.js';
import { LocationLinkController } from './location-link/location-link.controller.js';
import { LocationLinkRepository } from './location-link/location-link.repository.js';
import { LocationLinks } from './location-link/location-links.js';
import { LocationPageController } from './location-link/location-page.controller.js';
import { LocationSharing } from './location-link/location-sharing.js';
import { LogMessageSender, MESSAGE_SENDER } from './location-link/message-sender.js';
import { PlaceReading } from './reading/place-reading.js';
import { RoadController } from './road/road.controller.js';
import { RoadMap } from './road/road-map.js';
import { RoadRepository } from './road/road.repository.js';
import { SuggestionController } from './suggestion/suggestion.controller.js';
import { PlaceRetention } from './suggestion/place-retention.js';
import { SuggestionRepository } from './suggestion/suggestion.repository.js';
import { Suggestions } from './suggestion/suggestions.js';

/** Finding out where help is needed: names, location links, phones' own positions, shared coordinates. */
@Module({
  imports: [CenterModule, IdentityModule, IncidentModule, IntakeModule],
  controllers: [
    AmlKeyController,
    DatasetController,
    LocationLinkController,
    LocationPageController,
    PlaceController,
    RoadController,
    SuggestionController,
  ],
  providers: [
    AmlDoor,
    AmlKeys,
    AmlPositions,
    AmlRepository,
    CallRepository,
    Crossings,
    DatasetRepository,
    Datasets,
    GazetteerRepository,
    LandmarkRepository,
    Landmarks,
    LocationLinkRepository,
    LocationLinks,
    LocationSharing,
    { provide: MESSAGE_SENDER, useClass: LogMessageSender },
    PlaceReading,
    PlaceSearch,
    PlaceRetention,
    PointTelling,
    RoadMap,
    RoadRepository,
    SuggestionRepository,
    Suggestions,
    SurroundingsRepository,
  ],
  exports: [Landmarks, PlaceSearch, RoadMap, Suggestions],
})
export class PlaceModule {}
