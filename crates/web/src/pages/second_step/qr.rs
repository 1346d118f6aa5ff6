//! A QR code as a path, so that a page draws it without asking anybody for a picture.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, which readers need (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A QR code to be drawn in a square.
pub(super) struct Qr {
    /// The square's side, in modules.
    pub(super) side: i32,
    /// The dark modules, as the path of an SVG.
    pub(super) path: String,
}

impl Qr {
    /// The code of a text; none for one that is too long.
    pub(super) fn of(text: &str) -> Option<Qr> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let size = code.size();
        let all = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let path =
            all.filter(|(x, y)| code.get_module(*x, *y))
                .fold(String::new(), |mut path, (x, y)| {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
                    path
                });
        let side = size + 2 * QUIET;
        Some(Qr { side, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_are_dark_and_the_margin_is_light() {
        let qr = Qr::of("otpauth://totp/Anteroom:maya?secret=GEZDGNBVGY3TQOJQ").unwrap();
        let last = qr.side - QUIET - 1;
        for corner in [(QUIET, QUIET), (last, QUIET), (QUIET, last)] {
            assert!(qr.path.contains(&format!("M{} {}h", corner.0, corner.1)));
        }
        assert!(!qr.path.contains(&format!("M{} {}h", QUIET - 1, QUIET)));
        assert!(Qr::of(&"x".repeat(5000)).is_none());
    }
}
