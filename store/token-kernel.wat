;; How nearly tokens of one text meet those of another, as `token-kernel.ts` calls it. Made into bytes by wat2wasm (npm's `wabt`).
(module
  (memory (export "memory") 1)
  ;; For each of $asked tokens at $question the fewest bits in which one of $there tokens at $text differs from it, to $out (u32).
  ;; $width: bytes of a token, a multiple of 16 and at most 496: in eight bits of a lane there is room for 31 counts of 8.
  (func (export "nearest") (param $question i32) (param $asked i32) (param $text i32) (param $there i32)
    (param $width i32) (param $out i32)
    (local $end i32) (local $at i32) (local $i i32) (local $sum v128) (local $fewest i32) (local $different i32)
    (local.set $end (i32.add (local.get $text) (i32.mul (local.get $there) (local.get $width))))
    (block $done
      (loop $token
        (br_if $done (i32.eqz (local.get $asked)))
        (local.set $at (local.get $text))
        (local.set $fewest (i32.const -1))
        (block $last
          (loop $other
            (br_if $last (i32.eq (local.get $at) (local.get $end)))
            (local.set $i (i32.const 0))
            (local.set $sum (v128.const i32x4 0 0 0 0))
            (loop $sixteen
              (local.set $sum (i8x16.add (local.get $sum) (i8x16.popcnt (v128.xor
                (v128.load (i32.add (local.get $question) (local.get $i)))
                (v128.load (i32.add (local.get $at) (local.get $i)))))))
              (local.set $i (i32.add (local.get $i) (i32.const 16)))
              (br_if $sixteen (i32.lt_u (local.get $i) (local.get $width))))
            (local.set $sum (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $sum))))
            (local.set $different (i32.add
              (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
              (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
            (if (i32.lt_u (local.get $different) (local.get $fewest)) (then
              (local.set $fewest (local.get $different))))
            (local.set $at (i32.add (local.get $at) (local.get $width)))
            (br $other)))
        (i32.store (local.get $out) (local.get $fewest))
        (local.set $question (i32.add (local.get $question) (local.get $width)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $asked (i32.sub (local.get $asked) (i32.const 1)))
        (br $token)))))
