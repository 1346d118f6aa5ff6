//! The files of the law, in the binary.

/// Breach notices: file and text. A test compares the list with the folder.
pub(crate) const BREACH: &[(&str, &str)] = &[
    ("breach/al.toml", include_str!("../../law/breach/al.toml")),
    ("breach/ar.toml", include_str!("../../law/breach/ar.toml")),
    ("breach/az.toml", include_str!("../../law/breach/az.toml")),
    ("breach/ca.toml", include_str!("../../law/breach/ca.toml")),
    ("breach/co.toml", include_str!("../../law/breach/co.toml")),
    ("breach/ct.toml", include_str!("../../law/breach/ct.toml")),
    ("breach/dc.toml", include_str!("../../law/breach/dc.toml")),
    ("breach/de.toml", include_str!("../../law/breach/de.toml")),
    ("breach/fl.toml", include_str!("../../law/breach/fl.toml")),
    ("breach/hi.toml", include_str!("../../law/breach/hi.toml")),
    ("breach/ia.toml", include_str!("../../law/breach/ia.toml")),
    ("breach/il.toml", include_str!("../../law/breach/il.toml")),
    ("breach/in.toml", include_str!("../../law/breach/in.toml")),
    ("breach/la.toml", include_str!("../../law/breach/la.toml")),
    ("breach/ma.toml", include_str!("../../law/breach/ma.toml")),
    ("breach/md.toml", include_str!("../../law/breach/md.toml")),
    ("breach/me.toml", include_str!("../../law/breach/me.toml")),
    ("breach/mo.toml", include_str!("../../law/breach/mo.toml")),
    ("breach/mt.toml", include_str!("../../law/breach/mt.toml")),
    ("breach/nc.toml", include_str!("../../law/breach/nc.toml")),
    ("breach/nd.toml", include_str!("../../law/breach/nd.toml")),
    ("breach/ne.toml", include_str!("../../law/breach/ne.toml")),
    ("breach/nh.toml", include_str!("../../law/breach/nh.toml")),
    ("breach/nj.toml", include_str!("../../law/breach/nj.toml")),
    ("breach/nm.toml", include_str!("../../law/breach/nm.toml")),
    (
        "breach/no-number.toml",
        include_str!("../../law/breach/no-number.toml"),
    ),
    ("breach/ny.toml", include_str!("../../law/breach/ny.toml")),
    ("breach/oh.toml", include_str!("../../law/breach/oh.toml")),
    ("breach/ok.toml", include_str!("../../law/breach/ok.toml")),
    ("breach/or.toml", include_str!("../../law/breach/or.toml")),
    ("breach/pa.toml", include_str!("../../law/breach/pa.toml")),
    ("breach/pr.toml", include_str!("../../law/breach/pr.toml")),
    ("breach/ri.toml", include_str!("../../law/breach/ri.toml")),
    ("breach/sc.toml", include_str!("../../law/breach/sc.toml")),
    ("breach/sd.toml", include_str!("../../law/breach/sd.toml")),
    ("breach/tn.toml", include_str!("../../law/breach/tn.toml")),
    ("breach/tx.toml", include_str!("../../law/breach/tx.toml")),
    ("breach/us.toml", include_str!("../../law/breach/us.toml")),
    ("breach/ut.toml", include_str!("../../law/breach/ut.toml")),
    ("breach/va.toml", include_str!("../../law/breach/va.toml")),
    ("breach/vt.toml", include_str!("../../law/breach/vt.toml")),
    ("breach/wa.toml", include_str!("../../law/breach/wa.toml")),
    ("breach/wi.toml", include_str!("../../law/breach/wi.toml")),
];

/// What individuals may ask for, training of new staff, and how long records are kept.
pub(crate) const DUTIES: &str = include_str!("../../law/duties.toml");

/// How long evidence stays good.
pub(crate) const EVIDENCE: &str = include_str!("../../law/evidence.toml");
