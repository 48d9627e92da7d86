/** What tests of other rooms use: a Valhalla server that answers as told. */
export {
  fakeValhalla,
  matrixAnswer,
  routeAnswer,
  type FakeValhalla,
} from '../travel-time/valhalla-server.fake.js';
