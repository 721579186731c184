// What each peer answers to a text, as its documentation has it called. What takes bare digits or parts gets its own `parse` first.

import cardValidator from "card-validator";
import creditCardType from "credit-card-type";
import creditcards from "creditcards";
import payment from "payment";

const { card, cvc, expiration } = creditcards;

/** It leaves it to the caller to find month and year in what was typed. */
function expiryOfCreditcards(text) {
  const [first, second] = text.split("/");
  const month = expiration.month.parse(first);
  const year = expiration.year.parse((second ?? "").trim(), true);
  return expiration.month.isValid(month) && expiration.year.isValid(year) && !expiration.isPast(month, year);
}

const typesOf = creditCardType.default ?? creditCardType;

export const peerJudges = {
  "card-validator": {
    number: (text) => cardValidator.number(text),
    expiry: (text) => cardValidator.expirationDate(text),
    cvv: (text) => cardValidator.cvv(text),
  },
  creditcards: {
    number: (text) => card.isValid(card.parse(text)),
    expiry: expiryOfCreditcards,
    cvv: (text) => cvc.isValid(text),
    brand: (text) => card.type(card.parse(text), true) ?? 1,
  },
  payment: {
    number: (text) => payment.fns.validateCardNumber(text),
    expiry: (text) => payment.fns.validateCardExpiry(payment.fns.cardExpiryVal(text)),
    cvv: (text) => payment.fns.validateCardCVC(text),
    brand: (text) => payment.fns.cardType(text) ?? 1,
  },
  "credit-card-type": { brand: (text) => typesOf(text.replace(/ /g, "")) },
};
