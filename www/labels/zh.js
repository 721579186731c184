// @ts-check
// Chinese: names of the fields of our own frame, and of what can be chosen there.

export default {
  title: "付款信息",
  number: "卡号",
  expiry: "有效期（月/年）",
  cvv: "安全码",
  holder: "持卡人姓名",
  firstName: "名",
  lastName: "姓",
  line1: "地址",
  line2: "地址（第二行）",
  city: "城市",
  state: "州或省",
  postalCode: "邮政编码",
  email: "电子邮箱",
  phone: "电话",
  routingNumber: "银行路由号码",
  accountNumber: "账号",
  accountType: "账户类型",
  accountHolderType: "账户持有人",
  checking: "支票账户",
  savings: "储蓄账户",
  individual: "个人",
  company: "公司",
};
