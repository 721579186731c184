// @ts-check
// German: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Zahlungsdaten",
  number: "Kartennummer",
  expiry: "Ablaufdatum (MM/JJ)",
  cvv: "Sicherheitscode",
  holder: "Name auf der Karte",
  firstName: "Vorname",
  lastName: "Nachname",
  line1: "Adresse",
  line2: "Adresszusatz",
  city: "Ort",
  state: "Bundesland oder Provinz",
  postalCode: "Postleitzahl",
  email: "E-Mail",
  phone: "Telefon",
  routingNumber: "Bankleitzahl (Routing Number)",
  accountNumber: "Kontonummer",
  accountType: "Kontoart",
  accountHolderType: "Kontoinhaber",
  checking: "Girokonto",
  savings: "Sparkonto",
  individual: "Privatperson",
  company: "Unternehmen",
};
