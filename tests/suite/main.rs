//! All end-to-end tests. `cargo xtask test` runs them against the bundle;
//! `cargo test -p e2e -- firefox::quiz` runs some of them.

// What was measured or stood in for is said in the tests' own output.
#![allow(clippy::print_stdout)]

mod access;
mod address;
mod browse;
mod compare;
mod delivery;
mod details;
mod embed;
mod embed_hosts;
mod embed_loader;
mod engine;
mod environment;
mod faults;
mod fill;
mod filters;
mod harness;
mod languages;
mod live;
mod map;
mod own_words;
mod pages;
mod quiz;
mod results;
mod server_page;
mod share;
mod sign_in;
mod sign_in_bounds;
mod single_page;
mod snapshots;
mod speed;
mod spread;
mod startup;
mod text_pages;

fn main() -> std::process::ExitCode {
    e2e::run(
        [
            harness::cases(),
            quiz::cases(),
            address::cases(),
            results::cases(),
            own_words::cases(),
            engine::cases(),
            faults::cases(),
            startup::cases(),
            environment::cases(),
            fill::cases(),
            sign_in::cases(),
            sign_in_bounds::cases(),
            filters::cases(),
            browse::cases(),
            live::cases(),
            map::cases(),
            details::cases(),
            compare::cases(),
            server_page::cases(),
            share::cases(),
            single_page::cases(),
            snapshots::cases(),
            pages::cases(),
            embed::cases(),
            embed_loader::cases(),
            embed_hosts::cases(),
            access::cases(),
            speed::cases(),
            spread::cases(),
            text_pages::cases(),
            delivery::cases(),
            languages::cases(),
        ]
        .concat(),
    )
}
