// @ts-check
// Polish: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Dane płatności",
  number: "Numer karty",
  expiry: "Data ważności (MM/RR)",
  cvv: "Kod zabezpieczający",
  holder: "Imię i nazwisko na karcie",
  firstName: "Imię",
  lastName: "Nazwisko",
  line1: "Adres",
  line2: "Drugi wiersz adresu",
  city: "Miejscowość",
  state: "Stan lub prowincja",
  postalCode: "Kod pocztowy",
  email: "E-mail",
  phone: "Telefon",
  routingNumber: "Numer rozliczeniowy banku",
  accountNumber: "Numer konta",
  accountType: "Rodzaj konta",
  accountHolderType: "Właściciel konta",
  checking: "Rachunek bieżący",
  savings: "Rachunek oszczędnościowy",
  individual: "Osoba prywatna",
  company: "Firma",
};
