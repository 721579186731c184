// @ts-check
// English: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Payment details",
  number: "Card number",
  expiry: "Expiry date (MM/YY)",
  cvv: "Security code",
  holder: "Name on the card",
  firstName: "First name",
  lastName: "Last name",
  line1: "Address",
  line2: "Address, second line",
  city: "City",
  state: "State or province",
  postalCode: "Postal code",
  email: "Email",
  phone: "Phone",
  routingNumber: "Routing number",
  accountNumber: "Account number",
  accountType: "Account type",
  accountHolderType: "Account holder",
  checking: "Checking",
  savings: "Savings",
  individual: "Individual",
  company: "Company",
};
