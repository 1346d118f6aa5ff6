//! `[retention]`: how long sealed content is kept. The audit log itself is never shortened.

use serde::Deserialize;

use super::within;

/// How long sealed content is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Retention {
    /// Days for which the placeholder maps of requests are kept.
    pub(crate) mappings_days: u32,
    /// Days for which drafts and results of the pages are kept after their last change, and answers that are held for a
    /// review after they came.
    pub(crate) work_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            mappings_days: 30,
            work_days: 30,
        }
    }
}

impl Retention {
    /// Refuses a time that is none, and one longer than records are kept for (six years, 45 CFR 164.316(b)(2)).
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        within("retention.mappings_days", self.mappings_days, 1..=2192)?;
        within("retention.work_days", self.work_days, 1..=2192)
    }
}
