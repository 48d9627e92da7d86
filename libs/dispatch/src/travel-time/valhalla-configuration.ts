/**
 * The configuration of Valhalla's engine and tile builder. The npm package's own `getConfig` runs a Python script,
 * which a small server image does not have; these are its defaults (3.6.1), less what only other services read.
 */
import { availableParallelism } from 'node:os';

export type ValhallaTiles =
  { readonly kind: 'folder'; readonly path: string } | { readonly kind: 'tar'; readonly path: string };

export function valhallaConfiguration(tiles: ValhallaTiles): object {
  return {
    mjolnir: {
      ...(tiles.kind === 'folder' ? { tile_dir: tiles.path } : { tile_extract: tiles.path }),
      concurrency: availableParallelism(),
      // Bits; Valhalla's default for a planet costs 160 MB while building, whatever the extract.
      id_table_size: 1_300_000_000,
      max_cache_size: 256 * 1024 * 1024,
      hierarchy: true,
      shortcuts: true,
      include_driving: true,
      include_bicycle: false,
      include_pedestrian: false,
      data_processing: { use_admin_db: false },
      logging: NO_LOG,
    },
    loki: {
      actions: ['sources_to_targets', 'route', 'status'],
      logging: NO_LOG,
      use_connectivity: true,
      service_defaults: {
        heading_tolerance: 60,
        minimum_reachability: 50,
        node_snap_tolerance: 5,
        radius: 0,
        search_cutoff: 35_000,
        street_side_max_distance: 1000,
        street_side_tolerance: 5,
      },
    },
    thor: {
      logging: NO_LOG,
      source_to_target_algorithm: 'select_optimal',
      costmatrix: {
        allow_second_pass: false,
        check_reverse_connection: true,
        hierarchy_limits: { max_up_transitions: UP_TRANSITIONS },
        max_iterations: 2800,
        max_reserved_locations: 25,
        min_iterations: 100,
      },
      unidirectional_astar: {
        hierarchy_limits: { max_up_transitions: UP_TRANSITIONS, expand_within_distance: EXPAND_FAR },
      },
      bidirectional_astar: {
        hierarchy_limits: { max_up_transitions: UP_TRANSITIONS, expand_within_distance: EXPAND_NEAR },
      },
    },
    odin: { logging: NO_LOG, markup_formatter: {} },
    meili: {
      mode: 'auto',
      customizable: [],
      verbose: false,
      logging: NO_LOG,
      grid: { cache_size: 1000, size: 500 },
      default: {
        beta: 3,
        breakage_distance: 2000,
        geometry: false,
        gps_accuracy: 5,
        interpolation_distance: 10,
        max_route_distance_factor: 5,
        max_route_time_factor: 5,
        max_search_radius: 100,
        route: true,
        search_radius: 50,
        sigma_z: 4.07,
        turn_penalty_factor: 0,
      },
    },
    service_limits: {
      ...Object.fromEntries(COSTINGS_WITH_LIMITS.map((costing) => [costing, COSTING_LIMITS])),
      pedestrian: {
        ...COSTING_LIMITS,
        min_transit_walking_distance: 1,
        max_transit_walking_distance: 10_000,
      },
      max_alternates: 2,
      max_exclude_locations: 50,
      max_exclude_polygons_length: 10_000,
      max_radius: 200,
      max_reachability: 100,
      max_timedep_distance: 500_000,
      hierarchy_limits: {
        allow_modification: false,
        costmatrix: { max_allowed_up_transitions: UP_TRANSITIONS },
        unidirectional_astar: {
          max_allowed_up_transitions: UP_TRANSITIONS,
          max_expand_within_distance: EXPAND_FAR,
        },
        bidirectional_astar: {
          max_allowed_up_transitions: UP_TRANSITIONS,
          max_expand_within_distance: EXPAND_NEAR,
        },
      },
      centroid: { max_distance: 200_000, max_locations: 5 },
      isochrone: {
        max_contours: 4,
        max_distance: 25_000,
        max_distance_contour: 200,
        max_locations: 1,
        max_time_contour: 120,
      },
      skadi: { max_shape: 750_000, min_resample: 10 },
      trace: {
        max_alternates: 3,
        max_alternates_shape: 100,
        max_distance: 200_000,
        max_gps_accuracy: 100,
        max_search_radius: 100,
        max_shape: 16_000,
      },
      status: { allow_verbose: true },
    },
    statsd: {},
    httpd: { service: {} },
  };
}

/** Valhalla writes its log straight to the process's output, past ours. */
const NO_LOG = { type: '' };
const UP_TRANSITIONS = { 1: 400, 2: 100 };
const EXPAND_FAR = { 0: 1e8, 1: 100_000, 2: 5000 };
const EXPAND_NEAR = { 0: 1e8, 1: 20_000, 2: 5000 };
const COSTING_LIMITS = {
  max_distance: 500_000,
  max_locations: 50,
  max_matrix_distance: 200_000,
  max_matrix_location_pairs: 2500,
};
/** Valhalla reads the limits of every costing at start, also of those never asked for. */
const COSTINGS_WITH_LIMITS = [
  'auto',
  'bicycle',
  'bikeshare',
  'bus',
  'motor_scooter',
  'motorcycle',
  'multimodal',
  'taxi',
  'transit',
  'truck',
];
