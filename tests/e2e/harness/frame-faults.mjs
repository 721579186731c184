// What can be wrong with a frame that the gateway hosts, and what the form then ends in. mount-faults.test.mjs plays it.

/** How the page in the frame does not come, or is none of the gateway's: the name as in harness/faults.mjs, and the scenario. All end as one. */
export const PAGES = {
  "Nobody listens": { unreachable: true },
  "The browser is offline": { offline: true },
  "The connection is taken, and nobody reads": { unread: true },
  "The connection is reset": { play: "drop" },
  "No answer, ever": { play: "hang" },
  "Headers that take for ever": { play: "slow-headers" },
  "Headers, then silence": { play: "headers-only" },
  "A body that drips": { play: "drip" },
  "A body of one byte a second": { play: "byte-a-second" },
  "Status 500": { play: "broken-page" },
  "A page with status 200": { play: "empty-page" },
  "A captive portal's page": { play: "portal" },
  "A captive portal that leads to a host of its own": { play: "portal-elsewhere" },
  "50 MB, packed by gzip into 50 KB": { play: "gzip-bomb" },
  "50 MB of blanks, packed by brotli into 80 bytes": { play: "brotli-bomb" },
};

/** Pages that come and of which none ever says anything that counts. */
export const MUTE = ["silent", "wrong-id", "no-id", "object-messages", "wrong-origin", "moved"];

/** How a call ends under each scenario in which the page comes and answers; `null` is a token. */
export const ANSWERS = {
  "delay-200": null,
  "slow-load-200": null,
  "double-encoded": null,
  junk: null,
  twice: null,
  unasked: null,
  tall: null,
  "no-answer": ["timeout", "unknown"],
  "no-status": ["reply_invalid", "unknown"],
  "bad-status": ["reply_invalid", "unknown"],
  "bad-token": ["reply_invalid", "unknown"],
  "empty-token": ["reply_invalid", "unknown"],
  "long-token": ["reply_invalid", "unknown"],
  "no-token": ["reply_invalid", "unknown"],
  "no-data": ["timeout", "unknown"],
  "error-msg": ["request_refused", "unknown"],
  "error-message": ["request_refused", "unknown"],
  "error-empty": ["request_refused", "unknown"],
  "error-echo": ["request_refused", "unknown"],
  "validation-cc-cvv": ["number_invalid", "none"],
  "validation-account-routing": ["account_number_invalid", "none"],
  "validation-unknown": ["request_refused", "none"],
  "validation-empty": ["request_refused", "none"],
  "validation-odd": ["request_refused", "none"],
  leaves: ["frame_gone", "unknown"],
};

/** What a form says whose frame never answers. */
export const FAILED = ["frame_failed", "none"];
