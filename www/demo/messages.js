// What this shop tells a customer. Codes are panless's; a code without a text here gets panless's own message.

const messages = {
  number_missing: "Enter your card number.",
  number_incomplete: "This number is too short. Check the digits.",
  number_invalid: "This is not a card number. Check the digits.",
  brand_not_accepted: "We do not take this brand of card.",
  expiry_missing: "Enter the expiry date.",
  expiry_incomplete: "Enter month and year, such as 04 / 29.",
  expiry_invalid: "This is not a date on a card. Use month and year.",
  expiry_past: "This card has expired.",
  expiry_too_far: "This date is too far away. Check the year.",
  cvv_missing: "Enter the security code.",
  cvv_incomplete: "The security code is longer than this.",
  cvv_invalid: "The security code has only a few digits.",
  holder_missing: "Enter the name.",
  holder_incomplete: "Enter the whole name.",
  first_name_missing: "Enter the first name.",
  first_name_incomplete: "Enter the whole first name.",
  last_name_missing: "Enter the last name.",
  last_name_incomplete: "Enter the whole last name.",
  card_number_misplaced: "This looks like a card number. It belongs in the card number field.",
  postal_code_missing: "Enter the postal code.",
  postal_code_incomplete: "The postal code is longer than this.",
  postal_code_invalid: "This is not a postal code of the chosen country.",
  routing_number_missing: "Enter the routing number.",
  routing_number_incomplete: "A routing number has nine digits.",
  routing_number_invalid: "No bank has this routing number. Check the digits.",
  account_number_missing: "Enter the account number.",
  account_number_incomplete: "An account number has at least four digits.",
  account_number_invalid: "An account number has 4 to 17 digits.",
};

const byCategory = {
  merchant: "This shop is not set up correctly, so we cannot take the payment. Nothing was charged.",
  gateway: "The payment gateway has a problem. Nothing was charged. Please try again in a minute.",
  network: "We could not reach the payment gateway. Nothing was charged. Check your connection and try again.",
  internal: "Something went wrong on this page. Nothing was charged. Please try again.",
};

/** What the page says of the chosen gateway, where it differs from the others. */
const usual = {
  samples: "These numbers are published for testing. Choose one to fill the form.",
  gateway: "Nelnet answers with a script, Pepper has fields of its own. Both stay in frames.",
  promise: "Your number goes straight from this page to the payment gateway. Our own server never sees it.",
};
export const words = {
  affinipay: usual,
  nelnet: { ...usual, gateway: "Nelnet answers with a script. It runs in a throw-away frame, never in this page." },
  pepper: {
    samples: "These numbers are published for testing. Type one: the fields are the gateway's, and this page cannot fill them.",
    gateway: "Pepper's fields stand in a frame of its own, which this page cannot read.",
    promise: "You type into fields of the payment gateway. Neither this page nor our own server sees your number.",
  },
};

/** The sentence for a code, else `fallback`. */
export function fieldMessage(code, fallback = "Check this field.") {
  return messages[code] ?? fallback;
}

/** The sentence above the form for an error that belongs to no field. */
export function formMessage(error) {
  if (error.category === "customer") return fieldMessage(error.code, error.message);
  if (error.code === "timeout") return "The payment gateway did not answer in time. Nothing was charged. Please try again.";
  return byCategory[error.category] ?? byCategory.internal;
}
