// @ts-check
// Dutch: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Betaalgegevens",
  number: "Kaartnummer",
  expiry: "Vervaldatum (MM/JJ)",
  cvv: "Beveiligingscode",
  holder: "Naam op de kaart",
  firstName: "Voornaam",
  lastName: "Achternaam",
  line1: "Adres",
  line2: "Tweede adresregel",
  city: "Plaats",
  state: "Staat of provincie",
  postalCode: "Postcode",
  email: "E-mail",
  phone: "Telefoon",
  routingNumber: "Routingnummer",
  accountNumber: "Rekeningnummer",
  accountType: "Soort rekening",
  accountHolderType: "Rekeninghouder",
  checking: "Betaalrekening",
  savings: "Spaarrekening",
  individual: "Particulier",
  company: "Bedrijf",
};
