// @ts-check
// English: a code of the customer's that is not here has the sentence of the core's own table.

export default {
  brand_not_accepted: "{brand} is not accepted here. Please use another card.",
  declined: "The card or account was declined. Please use another one. You have not been charged.",
  merchant: "The shop cannot take this payment right now. Please contact the shop. You have not been charged.",
  gateway: "The payment service has a problem. Please try again later. You have not been charged.",
  network: "The payment service could not be reached. Please check your connection and try again. You have not been charged.",
  internal: "Something went wrong. Please try again. You have not been charged.",
  timeout: "The payment service did not answer in time. Please try again. You have not been charged.",
  offline: "You are offline. Please connect to the internet and try again. You have not been charged.",
  rate_limited: "The payment service is busy. Please try again in a few minutes. You have not been charged.",
  frame_blocked: "Part of this page was blocked. Please reload it or use another browser. You have not been charged.",
  same_digits: "The routing number and the account number are the same. Please check them.",
  busy: "The payment is being prepared.",
  count: "Fields to correct: {count}.",
};
