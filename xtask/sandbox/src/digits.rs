//! What digits say of themselves: checksums and masks.

/// Whether a text is one digit or more and nothing else.
pub(crate) fn only_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// As many stars as there are digits before the last `shown`; stars only when there is nothing before them.
pub(crate) fn starred(digits: &str, shown: usize) -> String {
    let length = digits.chars().count();
    let hidden = if length > shown { length - shown } else { length };
    "*".repeat(hidden) + &digits.chars().skip(hidden).collect::<String>()
}

/// The last four characters of a number; of a shorter one, all.
pub(crate) fn last_4(number: &str) -> &str {
    number.get(number.len().saturating_sub(4)..).unwrap_or_default()
}

/// Whether the last digit is right.
pub(crate) fn passes_luhn(number: &str) -> bool {
    let mut sum = 0;
    for (position, character) in number.chars().rev().enumerate() {
        let Some(digit) = character.to_digit(10) else {
            return false;
        };
        let doubled = if position % 2 == 1 { digit * 2 } else { digit };
        sum += if doubled > 9 { doubled - 9 } else { doubled };
    }
    !number.is_empty() && sum % 10 == 0
}

/// Whether a routing number passes the ABA checksum: weights 3, 7, 1.
pub(crate) fn passes_aba(routing_number: &str) -> bool {
    let digits = routing_number.chars().filter_map(|character| character.to_digit(10));
    let sum: u32 = digits.zip([3, 7, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_fails_the_luhn_check() {
        assert!(passes_luhn("4242424242424242") && !passes_luhn("4242424242424241") && !passes_luhn(""));
    }

    #[test]
    fn the_mask_tracks_the_length() {
        assert_eq!(starred("4242424242424242", 4), "************4242");
        assert_eq!(starred("1234567890", 4), "******7890");
        assert_eq!(starred("1234", 4), "****");
    }

    #[test]
    fn both_good_test_routing_numbers_pass_the_checksum_and_the_bad_one_fails() {
        assert!(passes_aba("000000000") && passes_aba("000000013") && !passes_aba("000000001"));
    }
}
