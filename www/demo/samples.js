// Published test data and the parts that the sandbox gateway can play. No real card or account stands here.

/** Cards and an account that gateways publish for tests. */
export const samples = [
  { label: "Visa", number: "4242424242424242", cvv: "123" },
  { label: "Mastercard", number: "5555555555554444", cvv: "123" },
  { label: "American Express", number: "378282246310005", cvv: "1234" },
  { label: "Discover", number: "6011111111111117", cvv: "123" },
  { label: "Diners Club", number: "30569309025904", cvv: "123" },
  { label: "JCB", number: "3530111333300000", cvv: "123" },
  { label: "Visa, 13 digits", number: "4012000010000", cvv: "123" },
  { label: "Declined when charged", number: "4000000000000002", cvv: "123" },
  { label: "Bank account", routingNumber: "000000013", accountNumber: "1234567890" },
];

/** The same for a gateway whose fields the page cannot fill. */
export const hostedSamples = [
  { label: "Visa", number: "4111111111111111" },
  { label: "Mastercard", number: "5555555555554444" },
  { label: "American Express", number: "378282246310005" },
  { label: "Declined when charged", number: "4000000000000002" },
  { label: "Bank account", routingNumber: "490000018", accountNumber: "999999" },
];

/** What a gateway does: the name of a sandbox scenario, and what to call it. */
export const scenarios = {
  affinipay: [
    ["", "Work as usual"],
    ["error-card", "Refuse the card"],
    ["unauthorized", "Refuse the shop's key"],
    ["server-error", "Answer with an error"],
    ["hang", "Never answer"],
    ["reset", "Break the connection"],
  ],
  nelnet: [
    ["", "Work as usual"],
    ["code-11112", "Refuse the card"],
    ["status-500", "Answer with an error"],
    ["hang", "Never answer"],
    ["reset", "Break the connection"],
    ["hostile-all-page", "Attack this page"],
  ],
  pepper: [
    ["", "Work as usual"],
    ["validation-cc", "Refuse the card"],
    ["error-msg", "Answer with an error"],
    ["no-answer", "Never answer"],
    ["silent", "Never say anything"],
    ["leaves", "Put another page into the frame"],
  ],
};
