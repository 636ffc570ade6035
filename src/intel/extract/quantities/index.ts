export { findQuantities, type PlacedQuantity, placeQuantities } from "./find-quantities.ts";
