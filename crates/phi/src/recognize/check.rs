//! Checks that confirm or kill a number: check digits, published ranges and formats.
//!
//! Pure arithmetic over ASCII bytes. Separators must be gone before ([`compact`]); a wrong length is simply "no".

/// The letters and digits of a code, in upper case, without what separates them.
pub(crate) fn compact(code: &str) -> String {
    code.bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|byte| char::from(byte.to_ascii_uppercase()))
        .collect()
}

/// The Luhn check (ISO/IEC 7812-1, annex B): payment cards, and NPIs with their prefix.
pub(crate) fn luhn(digits: &str) -> bool {
    luhn_sum(digits.bytes()).is_some_and(|sum| sum % 10 == 0) && digits.len() > 1
}

fn luhn_sum(digits: impl DoubleEndedIterator<Item = u8>) -> Option<u32> {
    digits.rev().enumerate().try_fold(0, |sum, (place, byte)| {
        let digit = char::from(byte).to_digit(10)?;
        let weighed = if place % 2 == 1 { digit * 2 } else { digit };
        Some(sum + weighed / 10 + weighed % 10)
    })
}

/// A payment card: 13 to 19 digits, a major industry that issues cards, Luhn.
pub(crate) fn card(digits: &str) -> bool {
    (13..=19).contains(&digits.len())
        && digits.starts_with(['2', '3', '4', '5', '6'])
        && luhn(digits)
}

/// A National Provider Identifier: ten digits from 1 or 2, Luhn over the prefix 80840 (45 CFR 162.406, ISO 7812).
pub(crate) fn npi(digits: &str) -> bool {
    let sum = luhn_sum(b"80840".iter().copied().chain(digits.bytes()));
    digits.len() == 10 && digits.starts_with(['1', '2']) && sum.is_some_and(|sum| sum % 10 == 0)
}

/// A DEA registration: two letters (or a letter and 9) and seven digits, the last a check digit (21 CFR 1301).
pub(crate) fn dea(code: &str) -> bool {
    let Some((letters, digits)) = code.split_at_checked(2) else {
        return false;
    };
    let [Some(first), Some(second)] = [0, 1].map(|at| letters.as_bytes().get(at)) else {
        return false;
    };
    let shaped =
        b"ABCDEFGHJKLMPRSTUX".contains(first) && (second.is_ascii_uppercase() || *second == b'9');
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let [a, b, c, d, e, f, check] = values[..] else {
        return false;
    };
    shaped && digits.len() == 7 && (a + c + e + 2 * (b + d + f)) % 10 == check
}

/// A Medicare Beneficiary Identifier: eleven places, letters without S, L, O, I, B, Z (CMS "MBI format", 2018).
pub(crate) fn mbi(code: &str) -> bool {
    const PLACES: &[u8; 11] = b"CANNANNAANN";
    let bytes = code.as_bytes();
    let fits = |(place, byte): (usize, &u8)| match (PLACES.get(place), place) {
        (_, 0) => (b'1'..=b'9').contains(byte),
        (Some(b'N'), 3 | 6 | 9 | 10) => byte.is_ascii_digit(),
        (Some(b'A'), 1 | 4 | 7 | 8) => is_mbi_letter(*byte),
        (Some(_), 2 | 5) => is_mbi_letter(*byte) || byte.is_ascii_digit(),
        _ => false,
    };
    bytes.len() == 11 && bytes.iter().enumerate().all(fits)
}

fn is_mbi_letter(byte: u8) -> bool {
    byte.is_ascii_uppercase() && !b"SLOIBZ".contains(&byte)
}

/// A vehicle identification number: 17 places without I, O, Q, the ninth a check digit (49 CFR 565.15).
pub(crate) fn vin(code: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let values: Option<Vec<u32>> = code.bytes().map(vin_value).collect();
    let Some(values) = values.filter(|values| values.len() == WEIGHTS.len()) else {
        return false;
    };
    let sum: u32 = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    let check = code.as_bytes().get(8).copied().unwrap_or_default();
    match sum % 11 {
        10 => check == b'X',
        rest => char::from(check).to_digit(10) == Some(rest),
    }
}

/// Whether a code has the form of a VIN, whatever its check digit (not used outside North America).
pub(crate) fn vin_form(code: &str) -> bool {
    code.len() == 17
        && code.bytes().all(|byte| vin_value(byte).is_some())
        && code.bytes().any(|byte| byte.is_ascii_digit())
        && code.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn vin_value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'H' => byte - b'A' + 1,
        b'J'..=b'N' => byte - b'J' + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => byte - b'S' + 2,
        _ => return None,
    };
    Some(u32::from(value))
}

/// An IBAN: country, check digits, account; modulo 97 is 1 (ISO 13616).
pub(crate) fn iban(code: &str) -> bool {
    let Some((head, account)) = code
        .split_at_checked(4)
        .filter(|_| (15..=34).contains(&code.len()))
    else {
        return false;
    };
    let shaped = head.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
        && head.bytes().skip(2).all(|byte| byte.is_ascii_digit());
    let rest = account
        .chars()
        .chain(head.chars())
        .try_fold(0_u32, |rest, c| {
            let value = c.to_digit(36)?;
            Some(if value < 10 {
                (rest * 10 + value) % 97
            } else {
                (rest * 100 + value) % 97
            })
        });
    shaped && rest == Some(1)
}

/// A Social Security number that was or can be issued: no 000 or 666 area, no 00 group, no 0000 serial. Areas from
/// 900 are not issued by the SSA but are the IRS's individual numbers (ITIN), which identify as well.
pub(crate) fn ssn(digits: &str) -> bool {
    let parts = (digits.get(..3), digits.get(3..5), digits.get(5..));
    let (Some(area), Some(group), Some(serial)) = parts else {
        return false;
    };
    digits.len() == 9 && area != "000" && area != "666" && group != "00" && serial != "0000"
}

/// A number of the North American Numbering Plan: area and exchange from 200, neither an N11 service code.
pub(crate) fn nanp(digits: &str) -> bool {
    let (Some(area), Some(exchange)) = (digits.get(..3), digits.get(3..6)) else {
        return false;
    };
    digits.len() == 10 && is_area(area) && is_exchange(exchange)
}

/// Whether every group, with underscores between them, is a size of the kind that names in programs hold:
/// "shape_256_256_1024".
pub(crate) fn are_sizes(groups: &str) -> bool {
    let is_size = |size: u32| size.is_multiple_of(8) || size.is_multiple_of(10);
    groups
        .split('_')
        .all(|group| group.parse().is_ok_and(is_size))
}

fn is_area(area: &str) -> bool {
    area.starts_with(|c: char| ('2'..='9').contains(&c)) && !area.ends_with("11")
}

/// A central office code: 200 to 999; N11 are services.
pub(crate) fn is_exchange(exchange: &str) -> bool {
    exchange.len() == 3
        && exchange.starts_with(|c: char| ('2'..='9').contains(&c))
        && !exchange.ends_with("11")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A check, numbers it must pass and numbers it must refuse.
    type Row = (
        fn(&str) -> bool,
        &'static [&'static str],
        &'static [&'static str],
    );

    #[test]
    fn each_check_passes_the_true_and_refuses_the_false() {
        let rows: &[Row] = &[
            (
                card,
                &["4111111111111111", "378282246310005"],
                &["4111111111111112", "1234567890123456", "41"],
            ),
            (
                npi,
                &["1234567893"],
                &["1234567890", "3234567893", "123456789"],
            ),
            (
                dea,
                &["AB1234563", "F91234563"],
                &["AB1234560", "A1234563", "AB12345637"],
            ),
            (
                mbi,
                &["1EG4TE5MK73"],
                &["1SG4TE5MK73", "0EG4TE5MK73", "1EG4TE5MK7"],
            ),
            (
                vin,
                &["1M8GDM9AXKP042788"],
                &["1M8GDM9A1KP042788", "1M8GDM9AXKP04278", "IM8GDM9AXKP042788"],
            ),
            (
                iban,
                &["GB82WEST12345698765432", "DE89370400440532013000"],
                &["GB82WEST12345698765433", "GB82"],
            ),
            (
                ssn,
                &["512449081", "900413377"],
                &[
                    "000449081",
                    "666449081",
                    "512009081",
                    "512440000",
                    "51244908",
                ],
            ),
            (
                nanp,
                &["6145550142"],
                &["0145550142", "6140550142", "9115550142", "6149110142"],
            ),
        ];
        for (at, (check, good, bad)) in rows.iter().enumerate() {
            assert!(
                good.iter().all(|code| check(code)),
                "row {at} refuses a true one"
            );
            assert!(
                !bad.iter().any(|code| check(code)),
                "row {at} passes a false one"
            );
        }
    }

    #[test]
    fn sizes_are_round() {
        assert!(are_sizes("256_256_1024") && are_sizes("640_480_1080"));
        assert!(!are_sizes("614_555_0142") && !are_sizes("640-480-1080"));
    }

    #[test]
    fn the_form_of_a_vin_needs_no_check_digit() {
        assert!(
            vin_form("5FNRL6H77KB000417")
                && !vin_form("5FNRL6H77KB00041")
                && !vin_form("12345678901234567")
        );
    }
}
