//! Online addresses: hosts under example.org (RFC 2606), networks that are kept for documentation (RFC 5737, RFC 3849).

use super::cast::Cast;
use super::coin::{Style, coin};
use super::draw::Draw;
use super::name;
use super::pieces::{Class, cut};
use crate::lexicon::Flags;
use std::net::IpAddr;

const HOST: &str = "example.org";

/// Networks for documentation: TEST-NET-1 to 3.
const NETWORKS: [&str; 3] = ["192.0.2", "198.51.100", "203.0.113"];

/// The email address that plays `value`.
pub(super) fn email(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let (local, _) = value.rsplit_once('@')?;
    Some(format!("{}@{HOST}", slug(cast, local)?))
}

/// The web address that plays `value`: another host, another path, the same scheme.
pub(super) fn url(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let scheme = value.find("://").map_or(0, |at| at + 3);
    let www = value
        .get(scheme..)
        .is_some_and(|rest| rest.starts_with("www."));
    let (head, rest) = value.split_at_checked(scheme + if www { 4 } else { 0 })?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let host = cast.number(host, |draw| {
        Some(format!("{}.{HOST}", coin(draw, Style::Surname, None)))
    })?;
    Some(format!("{head}{host}{}", slug(cast, path)?))
}

/// The file name that plays `value`; its ending stays.
pub(super) fn file(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    if value.contains("://") {
        return url(cast, value);
    }
    let (stem, ending) = value.rsplit_once('.')?;
    Some(format!("{}.{ending}", slug(cast, stem)?))
}

/// The network address that plays `value`.
pub(super) fn ip(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let address: IpAddr = value.parse().ok()?;
    let drawn = |draw: &mut Draw| match address {
        IpAddr::V4(_) => format!("{}.{}", draw.pick(&NETWORKS), 1 + draw.below(254)),
        IpAddr::V6(_) => {
            let [a, b, c] = [(); 3].map(|()| 1 + draw.below(0xFFFF));
            format!("2001:db8:{a:x}:{b:x}::{c:x}")
        }
    };
    cast.number(&address.to_string(), |draw| Some(drawn(draw)))
}

/// Another text of the same shape: words are played, figures drawn anew, ordinary words stay.
fn slug(cast: &mut Cast<'_>, text: &str) -> Option<String> {
    let mut out = String::new();
    for piece in cut(text) {
        match piece.class {
            Class::Digits => out.push_str(&cast.draw().figures(piece.text)),
            Class::Word if !is_ordinary(cast, piece.text) => {
                out.push_str(&name::word(cast, piece.text, Style::Surname, None)?);
            }
            _ => out.push_str(piece.text),
        }
    }
    Some(out)
}

fn is_ordinary(cast: &Cast<'_>, word: &str) -> bool {
    let known = cast.lexicon.flags(word);
    known.any(Flags::WORD_COMMON) && !known.any(Flags::ANY_NAME | Flags::PLACE)
}
