export { PlaceModule } from './place.module.js';
export { Landmarks } from './landmark/landmarks.js';
export { landmarkKinds, type LandmarkImportQuery, type LandmarkKind } from './landmark/landmark.dto.js';
export { PlaceSearch } from './gazetteer/place-search.js';
export { Suggestions } from './suggestion/suggestions.js';
export { MESSAGE_SENDER, type MessageSender } from './location-link/message-sender.js';
export { RoadMap } from './road/road-map.js';
