//! Which text is meant that is or was held.

use std::fmt::{Display, Formatter, Result as Formatted};
use std::str::FromStr;

use anteroom_audit::ReceiptId;

/// Names a text that is or was held: by the receipt of its request, and by which time it is held, because its owner may change
/// it after somebody decided on it and send it once more. Written as the receipt, with `.2`, `.3` and so on from the second
/// time on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldId {
    /// The request's receipt.
    pub receipt: ReceiptId,
    /// Which time, from 1 on.
    pub round: u32,
}

/// A text that names nothing held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is neither a receipt nor one with the number of a round, as in RECEIPT.2")]
pub struct NoHeldId;

impl HeldId {
    /// The first time a receipt's answer is held.
    pub const FIRST: u32 = 1;

    /// The time after this one.
    #[must_use]
    pub fn next(self) -> HeldId {
        HeldId {
            round: self.round.saturating_add(1),
            ..self
        }
    }
}

impl From<ReceiptId> for HeldId {
    fn from(receipt: ReceiptId) -> HeldId {
        HeldId {
            receipt,
            round: HeldId::FIRST,
        }
    }
}

impl Display for HeldId {
    fn fmt(&self, to: &mut Formatter<'_>) -> Formatted {
        match self.round {
            HeldId::FIRST => write!(to, "{}", self.receipt),
            round => write!(to, "{}.{round}", self.receipt),
        }
    }
}

impl FromStr for HeldId {
    type Err = NoHeldId;

    fn from_str(text: &str) -> Result<HeldId, NoHeldId> {
        let (receipt, round) = match text.split_once('.') {
            None => (text, HeldId::FIRST),
            Some((receipt, round)) => (receipt, round.parse().map_err(|_| NoHeldId)?),
        };
        let receipt = receipt.parse().map_err(|_| NoHeldId)?;
        let id = HeldId { receipt, round };
        // One text names one thing: no "RECEIPT.1", no "RECEIPT.02".
        (id.to_string() == text && round != 0)
            .then_some(id)
            .ok_or(NoHeldId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_and_has_one_form() {
        let receipt: ReceiptId = "00000000-0000-7000-8000-000000000001".parse().expect("one");
        let first = HeldId::from(receipt);
        for id in [first, first.next(), first.next().next()] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!(first.next().to_string(), format!("{receipt}.2"));
        for other in ["", ".2", "x", "x.2"] {
            assert_eq!(other.parse::<HeldId>(), Err(NoHeldId));
        }
        for round in ["1", "0", "02", "-1", "+2", "2.2", ""] {
            assert_eq!(
                format!("{receipt}.{round}").parse::<HeldId>(),
                Err(NoHeldId)
            );
        }
    }
}
