// @ts-check
// French: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Informations de paiement",
  number: "Numéro de carte",
  expiry: "Date d’expiration (MM/AA)",
  cvv: "Code de sécurité",
  holder: "Nom sur la carte",
  firstName: "Prénom",
  lastName: "Nom de famille",
  line1: "Adresse",
  line2: "Complément d’adresse",
  city: "Ville",
  state: "État ou province",
  postalCode: "Code postal",
  email: "E-mail",
  phone: "Téléphone",
  routingNumber: "Numéro d’acheminement",
  accountNumber: "Numéro de compte",
  accountType: "Type de compte",
  accountHolderType: "Titulaire du compte",
  checking: "Compte courant",
  savings: "Compte d’épargne",
  individual: "Particulier",
  company: "Entreprise",
};
