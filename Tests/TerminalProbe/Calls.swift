internal import CTerminal

/// Calls every function of `CTerminal` once, on a real terminal, and says what they answered.
@MainActor
func callEverything() {
    var answers = ["locale \(ct_set_locale())", "width \(ct_width(0x5B57))", "diverts \(ct_divert_stderr(nil))"]
    answers.append("catches \(ct_catch_signals())")
    answers.append("starts \(Int(ct_start(true)) == CT_STARTED)")
    var columns: Int32 = 0
    var rows: Int32 = 0
    ct_window_size(&columns, &rows)
    answers.append("size \(columns)x\(rows)")
    ct_resize(columns, rows)
    answers.append("colors \(ct_colors()) pairs \(ct_pair_limit()) defined \(ct_define_pair(1, 2, -1))")
    let cell = ct_cell(scalar: 0x5B57, marks: (0, 0), pair: 1, look: UInt8(CT_BOLD | CT_REVERSE), width: 2)
    ct_put(0, 0, [cell], 1)
    ct_place_cursor(0, 2)
    ct_update()
    ct_forget_screen()
    ct_forget_pairs()
    ct_set_mouse(true)
    ct_set_mouse(false)
    answers.append("clear \(ct_capability("clear") != nil) nonsense \(ct_capability("nonsense") != nil)")
    answers.append("writes \(ct_write_raw([0x07], 1))")
    var bytes = [UInt8](repeating: 0, count: 8)
    answers.append("reads \(ct_read(&bytes, bytes.count))")
    ct_wake()
    answers.append("woken \(Int(ct_wait(-1)) == CT_WOKEN) waits \(ct_wait(1))")
    ct_leave()
    ct_enter()
    ct_stop_group()
    ct_leave()
    ct_release_signals()
    for answer in answers { print(answer) }
}
