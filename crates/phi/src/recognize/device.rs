//! Device numbers: serials, lots, UDIs, hardware addresses of implants, pumps, meters and machines.
//!
//! Lots count because 45 CFR 164.514(b)(2)(i)(M) names serial numbers and identifiers of devices and a lot is the
//! production identifier of an implant's UDI (21 CFR 801.3).

use super::candidate::Weight;
use super::{Candidate, Recognizer, code};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Class, Cue, Page};

pub(crate) const DEVICE: Recognizer = Recognizer {
    id: "device",
    kinds: &[Kind::Device],
    about: "Serial and lot numbers, UDIs and hardware addresses of devices.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let known = out.len();
    code::labeled(page, DEVICE.id, Kind::Device, &[Cue::Device], out);
    let mut at = 0;
    out.retain(|one| {
        at += 1;
        at <= known || !is_batch(page, page.token_from(one.span.start))
    });
    slashed(page, out);
    for number in page.numbers.iter().map(|number| *number as usize) {
        out.extend(udi(page, number));
        out.extend(hardware(page, number));
    }
}

/// The lot of a vaccine or a drug names a batch that thousands received, not a device.
fn is_batch(page: &Page<'_>, code: usize) -> bool {
    let before = || code.saturating_sub(12)..code;
    let lot = before().rev().take(3).any(|at| page.is(at, "lot"));
    lot && before().any(|at| page.among(at, BATCHES))
}

/// What is given from batches, and words beside it, sorted.
const BATCHES: &[&str] = &[
    "abrysvo",
    "adacel",
    "afluria",
    "arexvy",
    "bexsero",
    "beyfortus",
    "boostrix",
    "comirnaty",
    "covid",
    "daptacel",
    "dose",
    "doses",
    "dtap",
    "engerix",
    "flu",
    "fluad",
    "flublok",
    "flucelvax",
    "fluzone",
    "gardasil",
    "havrix",
    "hep",
    "hepb",
    "heplisav",
    "hpv",
    "immunization",
    "imovax",
    "infanrix",
    "influenza",
    "ipv",
    "jynneos",
    "kinrix",
    "menactra",
    "menquadfi",
    "menveo",
    "mmr",
    "mmrv",
    "moderna",
    "mresvia",
    "ndc",
    "nirsevimab",
    "pcv",
    "pediarix",
    "penbraya",
    "pentacel",
    "pfizer",
    "pneumovax",
    "ppd",
    "prevnar",
    "priorix",
    "proquad",
    "quadracel",
    "rabies",
    "rhogam",
    "rotarix",
    "rotateq",
    "rsv",
    "sample",
    "samples",
    "shingrix",
    "spikevax",
    "td",
    "tdap",
    "trumenba",
    "tubersol",
    "twinrix",
    "typhim",
    "typhoid",
    "vaccine",
    "vaccines",
    "vaqta",
    "varicella",
    "varivax",
    "vax",
    "vaxelis",
    "vaxneuvance",
    "vial",
    "vials",
    "vis",
];

/// "S/N 23201884406": the label's own slash hides it from the walk back.
fn slashed(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for code in page.codes.iter().filter(|code| !code.label.cue.is_strong()) {
        let Some(n) = (code.first.saturating_sub(3)..code.first)
            .rev()
            .find(|at| page.is(*at, "n"))
        else {
            continue;
        };
        let label = n >= 2 && page.is_mark(n - 1, "/") && page.is(n - 2, "s") && page.is_glued(n);
        let span = code::extent(page, code);
        if label && span.len() >= 4 {
            let candidate = Candidate::new(DEVICE.id, Kind::Device, span).hard();
            out.push(candidate.because(Weight::Field, Why::FIELD));
        }
    }
}

/// A GS1 device identifier: "(01)" and fourteen digits, with the production identifiers that follow.
fn udi(page: &Page<'_>, number: usize) -> Option<Candidate> {
    let open = number.checked_sub(1)?;
    let shaped = page.is_mark(open, "(")
        && page.word(number) == "01"
        && page.is_mark(number + 1, ")")
        && page.word(number + 2).len() >= 14
        && page.is_number(number + 2);
    if !shaped {
        return None;
    }
    let glued = page.tokens.iter().skip(number + 3).take(24);
    let more = glued
        .take_while(|token| token.gap == crate::text::Gap::None && is_udi_part(page, token.span()))
        .count();
    let candidate =
        Candidate::new(DEVICE.id, Kind::Device, page.span(open, number + 2 + more)).hard();
    Some(candidate.because(Weight::Proven, Why::CHECK))
}

fn is_udi_part(page: &Page<'_>, span: crate::span::Span) -> bool {
    page.slice(span)
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"()-".contains(&byte))
}

/// A MAC address: six pairs of hexadecimal digits by one kind of mark (IEEE 802).
fn hardware(page: &Page<'_>, number: usize) -> Option<Candidate> {
    let start = page.token(number)?.span().start;
    let text = page.text.get(start..start + 17)?;
    let mark = text
        .as_bytes()
        .get(2)
        .filter(|byte| matches!(byte, b':' | b'-'))?;
    let fits = |(place, byte): (usize, u8)| {
        if place % 3 == 2 {
            byte == *mark
        } else {
            byte.is_ascii_hexdigit()
        }
    };
    let whole = page
        .text
        .get(start + 17..)?
        .bytes()
        .next()
        .is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let free = !page.is_glued(number)
        || page
            .token(number - 1)
            .is_some_and(|token| token.class == Class::Mark);
    if !(text.bytes().enumerate().all(fits) && whole && free) {
        return None;
    }
    let span = crate::span::Span {
        start,
        end: start + 17,
    };
    Some(
        Candidate::new(DEVICE.id, Kind::Device, span)
            .hard()
            .because(Weight::Proven, Why::CHECK),
    )
}

const EXAMPLES: &[(&str, &str)] = &[
    ("serial 228841, ERI 7 y", "228841"),
    ("ResMed S/N 23201884406.", "23201884406"),
    ("pump SN 1184402", "1184402"),
    ("stem LOT 6538820", "6538820"),
    ("3.75x12 ref 061.5312  lot WPL44  35 ncm", "WPL44"),
    ("lots 10442218, 10442290", "10442290"),
    (
        "UDI (01)00844588003288(17)271130(21)8K2190",
        "(01)00844588003288(17)271130(21)8K2190",
    ),
    ("MAC 00:00:5E:00:53:AF.", "00:00:5E:00:53:AF"),
];

const NEAR_MISSES: &[&str] = &[
    "a lot of pain, 8/10",
    "lots of water, 2000 mL",
    "serial troponins x3",
    "s/p CABG 2019",
    "given at 10:20:30",
    "machine settings 12/5",
    "Tdap L delt, lot C5821AA",
    "20 mg Kenalog NDC 0003-0293-05 lot ACF8812",
];
