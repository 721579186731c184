// Whether the page's policy forbade a frame of ours.
// @ts-check

/**
 * @param {SecurityPolicyViolationEvent} event
 * @param {string} address of the frame
 */
export function forbids({ disposition, effectiveDirective, blockedURI }, address) {
  // A blocked file of another origin is named by that origin alone.
  const isOurs = [address, new URL(address).origin].includes(blockedURI);
  return isOurs && disposition === "enforce" && /^(frame|child)-src$/.test(effectiveDirective);
}
