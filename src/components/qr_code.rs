//! A code to scan, and the links that save it.

use crate::platform::page;
use crate::state::page_words::PageWords;
use leptos::prelude::*;
use spread::download::data_url;
use spread::png::png;
use spread::qr::Qr;

/// Pixels to a module of the saved picture: about 500 for a short address.
const SCALE: usize = 12;

/// The code of an address, dark on light; a line where the address is too long.
#[component]
pub fn QrCode(
    /// What is scanned.
    #[prop(into)]
    text: Signal<String>,
    /// The picture's name for screen readers.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    move || {
        let Some(qr) = Qr::encode(&text.get()) else {
            let why = words.text("invite_code.none");
            return view! { <p class="small">{why}</p> }.into_any();
        };
        let ground = format!("M0 0h{0}v{0}H0z", qr.width());
        view! {
            <svg class="qr" role="img" aria-label=label viewBox=qr.view_box()>
                <path class="light" d=ground></path>
                <path class="dark" d=qr.path()></path>
            </svg>
        }
        .into_any()
    }
}

/// Links that save a code as a file. They need the program and appear with it.
#[component]
pub fn SaveQrCode(
    /// What is scanned.
    #[prop(into)]
    text: Signal<String>,
    /// The name of the file, without an ending.
    name: &'static str,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    // The document would carry two files for each code.
    let code = Memo::new(move |_| {
        let text = text.get();
        let qr = page::is_live().then(|| Qr::encode(&text)).flatten();
        qr.map(|qr| {
            let svg = data_url("image/svg+xml", qr.svg(&text).as_bytes());
            (svg, data_url("image/png", &png(&qr, SCALE)))
        })
    });
    let href = move |svg: bool| {
        code.get()
            .map(|(first, second)| if svg { first } else { second })
    };
    view! {
        <p class="actions no-print" hidden=move || code.with(Option::is_none)>
            <a
                class="button secondary"
                download=format!("{name}.svg")
                href=move || href(true)
                data-test="save-svg"
            >
                {words.text("invite_code.svg")}
            </a>
            <a
                class="button secondary"
                download=format!("{name}.png")
                href=move || href(false)
                data-test="save-png"
            >
                {words.text("invite_code.png")}
            </a>
        </p>
    }
}
