//! Shapes of postal codes: data only. It must hold no rule; those stand in `postal`.
//!
//! `N` is a digit, `P` a digit but 0, `A` a letter, `X` either; `C` is a letter of a Canadian code, `F` its first one. A digit
//! or a lower-case letter stands for itself.

/// Countries (ISO 3166 alpha-2, between spaces) and every shape that their codes have.
#[rustfmt::skip]
pub(super) static SHAPES: &[(&str, &[&str])] = &[
    ("AD FO IS LS MG PG", &["NNN"]),
    ("AF AL AM AT AU AZ BD BE BG CH CV CY DK ET GE HT HU LU LV MD MK MZ NE NO NZ PH PY SI TN VC VE VG ZA", &["NNNN"]),
    ("GL", &["39NN"]),
    ("LI", &["94NN"]),
    ("BA BB BT CZ DE DO DZ EE EG ES FI FR GR GT HR ID IQ IT JO KE KH KR KW KY LA LK LT MA MM MN MV MX MY NI NP PK PL SE \
      SK SN SO TH TR UA UY ZM", &["NNNNN"]),
    ("MC", &["980NN"]),
    ("SA US", &["NNNNN", "NNNNNNNNN"]),
    ("PR", &["00NNN", "00NNNNNNN"]),
    ("RS VN", &["NNNNN", "NNNNNN"]),
    ("TW", &["NNN", "NNNNN", "NNNNNN"]),
    ("IL", &["NNNNN", "NNNNNNN"]),
    ("BY CN CO KG KZ RO RU SG TJ TM UZ", &["NNNNNN"]),
    ("IN", &["PNNNNN"]),
    ("CL JP PT", &["NNNNNNN"]),
    ("BR", &["NNNNNNNN"]),
    ("IR", &["NNNNNNNNNN"]),
    ("CA", &["FNCNCN"]),
    ("GB GG JE IM", &[
        "ANNAA", "ANNNAA", "AANNAA", "AANNNAA", "ANANAA", "AANANAA", "gir0aa", "bfpoN", "bfpoNN", "bfpoNNN", "bfpoNNNN",
    ]),
    ("NL", &["PNNNAA"]),
    ("IE", &["ANXXXXX"]),
    ("AR", &["NNNN", "ANNNNAAA"]),
    ("MT", &["AAANN", "AAANNNN"]),
    ("BN", &["AANNNN"]),
    ("SZ", &["ANNN"]),
];
