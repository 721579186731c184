// @ts-check
// Portuguese: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "Dados de pagamento",
  number: "Número do cartão",
  expiry: "Data de validade (MM/AA)",
  cvv: "Código de segurança",
  holder: "Nome no cartão",
  firstName: "Nome",
  lastName: "Sobrenome",
  line1: "Endereço",
  line2: "Complemento",
  city: "Cidade",
  state: "Estado ou província",
  postalCode: "Código postal",
  email: "E-mail",
  phone: "Telefone",
  routingNumber: "Número de roteamento",
  accountNumber: "Número da conta",
  accountType: "Tipo de conta",
  accountHolderType: "Titular da conta",
  checking: "Conta corrente",
  savings: "Conta poupança",
  individual: "Pessoa física",
  company: "Empresa",
};
