// @ts-check
// Italian: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Dati di pagamento",
  number: "Numero della carta",
  expiry: "Data di scadenza (MM/AA)",
  cvv: "Codice di sicurezza",
  holder: "Nome sulla carta",
  firstName: "Nome",
  lastName: "Cognome",
  line1: "Indirizzo",
  line2: "Seconda riga dell’indirizzo",
  city: "Città",
  state: "Stato o provincia",
  postalCode: "Codice postale",
  email: "Email",
  phone: "Telefono",
  routingNumber: "Numero di routing",
  accountNumber: "Numero di conto",
  accountType: "Tipo di conto",
  accountHolderType: "Intestatario del conto",
  checking: "Conto corrente",
  savings: "Conto di risparmio",
  individual: "Privato",
  company: "Azienda",
};
