/** Opens the map in a window of its own, or brings the one that is open to the front. */
export function openMapWindow(): void {
  window.open('/map', 'layad-map', 'popup,width=1280,height=900')?.focus();
}
