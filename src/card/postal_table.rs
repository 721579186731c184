//! Shapes of postal codes: data only. It must hold no rule; those stand in `postal`.
//!
//! `N` is a digit, `P` a digit but 0, `A` a letter, `X` either; `C` is a letter of a Canadian code, `F` its first one. A digit
//! or a lower-case letter stands for itself.

/// In each line countries (ISO 3166 alpha-2) and behind a colon every shape that their codes have, spaces between any two.
pub(super) const SHAPES: &str = "\
    AD FO IS LS MG PG:NNN\n\
    AF AL AM AT AU AZ BD BE BG CH CV CY DK ET GE HT HU LU LV MD MK MZ NE NO NZ PH PY SI TN VC VE VG ZA:NNNN\n\
    GL:39NN\n\
    LI:94NN\n\
    BA BB BT CZ DE DO DZ EE EG ES FI FR GR GT HR ID IQ IT JO KE KH KR KW KY LA LK LT MA MM MN MV MX MY NI NP PK PL SE SK \
    SN SO TH TR UA UY ZM:NNNNN\n\
    MC:980NN\n\
    SA US:NNNNN NNNNNNNNN\n\
    PR:00NNN 00NNNNNNN\n\
    RS VN:NNNNN NNNNNN\n\
    TW:NNN NNNNN NNNNNN\n\
    IL:NNNNN NNNNNNN\n\
    BY CN CO KG KZ RO RU SG TJ TM UZ:NNNNNN\n\
    IN:PNNNNN\n\
    CL JP PT:NNNNNNN\n\
    BR:NNNNNNNN\n\
    IR:NNNNNNNNNN\n\
    CA:FNCNCN\n\
    GB GG JE IM:ANNAA ANNNAA AANNAA AANNNAA ANANAA AANANAA gir0aa bfpoN bfpoNN bfpoNNN bfpoNNNN\n\
    NL:PNNNAA\n\
    IE:ANXXXXX\n\
    AR:NNNN ANNNNAAA\n\
    MT:AAANN AAANNNN\n\
    BN:AANNNN\n\
    SZ:ANNN\n\
";
