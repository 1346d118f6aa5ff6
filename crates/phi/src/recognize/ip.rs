//! Internet addresses: IPv4 in four octets, IPv6 in groups of hexadecimal digits.

use super::candidate::Weight;
use super::{Candidate, Recognizer};
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Page;
use std::net::{Ipv4Addr, Ipv6Addr};

pub(crate) const IP: Recognizer = Recognizer {
    id: "ip",
    kinds: &[Kind::Ip],
    about: "Internet protocol addresses.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut done = 0;
    for start in page.numbers.iter().map(|start| *start as usize) {
        let from = page.span(start, start).start;
        if from < done {
            continue;
        }
        let begin = first_of(page.text, from, done);
        let span = stretch(page.text, begin);
        if is_address(page.slice(span)) {
            out.push(
                Candidate::new(IP.id, Kind::Ip, span)
                    .hard()
                    .because(Weight::Proven, Why::CHECK),
            );
        }
        done = span.end.max(from + 1);
    }
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || byte == b'.' || byte == b':'
}

/// The first byte of the run of address characters around an offset, not before `floor`.
fn first_of(text: &str, from: usize, floor: usize) -> usize {
    let before = text.as_bytes().get(floor..from).unwrap_or_default();
    from - before
        .iter()
        .rev()
        .take(45)
        .take_while(|byte| is_part(**byte))
        .count()
}

fn stretch(text: &str, start: usize) -> Span {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let whole = rest.iter().take_while(|byte| is_part(**byte)).count();
    let closing = rest
        .get(..whole)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b'.' | b':'))
        .count();
    Span {
        start,
        end: start + whole - closing.min(whole),
    }
}

fn is_address(text: &str) -> bool {
    let four = text.parse::<Ipv4Addr>().is_ok();
    let six = text.len() > 5 && text.matches(':').count() >= 3 && text.parse::<Ipv6Addr>().is_ok();
    four || six
}

const EXAMPLES: &[(&str, &str)] = &[
    ("signup IP 98.27.114.6. Emergency", "98.27.114.6"),
    ("\"client_ip\": \"203.0.113.77\"", "203.0.113.77"),
    ("from 2001:db8:44::9 at 03:12", "2001:db8:44::9"),
    ("10.20.4.117, s/n", "10.20.4.117"),
];

const NEAR_MISSES: &[&str] = &[
    "version 2.5.1",
    "root=\"2.16.840.1.113883.4.6\"",
    "at 10:20:30",
    "pH 7.41",
    "1.2.3.400",
    "MAC 00:00:5E:00:53:AF",
];
