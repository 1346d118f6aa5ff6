//! Codes chosen for what they pay. A code stands on what the note says, never on its price.

pub(super) const SAYS: &str =
    "Codes are never chosen for what they pay. Ask which codes the note supports.";

pub(super) const WORDS: &[&str] = &[
    "best paying",
    "better paying",
    "boost reimbursement",
    "higher level code",
    "higher paying",
    "highest paying",
    "increase payment",
    "increase reimbursement",
    "maximize payment",
    "maximize reimbursement",
    "maximize revenue",
    "most money",
    "optimize reimbursement",
    "pays more",
    "pays the most",
    "raise payment",
    "upcode",
];
