//! Dated data of the law that is answered by the practice's records: the texts of the files in `law/`.
//!
//! What an entry means, and what a practice answered to it, is the business of `office`, which reads them. Everything
//! else in `law/` is read here, by `deadline`, `laws` and `offerings`.

/// What a business associate agreement must say, an entry an element.
pub const AGREEMENT: &str = include_str!("../law/agreement.toml");

/// The eight gates, in the words that staff read.
pub const GATES: &str = include_str!("../law/gates.toml");

/// The standards and implementation specifications of the HIPAA Security Rule.
pub const SECURITY_RULE: &str = include_str!("../law/security-rule.toml");
