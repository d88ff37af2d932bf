;; How nearly tokens of one text meet those of another, as `token-kernel.ts` calls it. Made into bytes by wat2wasm (npm's `wabt`).
(module
  (memory (export "memory") 1)
  ;; For each of $asked tokens at $question the fewest bits in which one of $there tokens at $text differs from it, to $out (u32).
  ;; $width: bytes of a token, a multiple of 16 and at most 496: in eight bits of a lane there is room for 31 counts of 8.
  ;; Four tokens of the text at once, whose counts are added up together; behind the last of them there may lie anything, which is
  ;; counted with them and then forgotten.
  (func (export "nearest") (param $question i32) (param $asked i32) (param $text i32) (param $there i32)
    (param $width i32) (param $out i32)
    (local $end i32) (local $at i32) (local $i i32) (local $place i32) (local $left i32) (local $word v128) (local $ones v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $fewest v128)
    (local.set $ones (v128.const i16x8 1 1 1 1 1 1 1 1))
    (local.set $end (i32.add (local.get $text) (i32.mul (local.get $there) (local.get $width))))
    (block $done
      (loop $token
        (br_if $done (i32.eqz (local.get $asked)))
        (local.set $at (local.get $text))
        (local.set $left (local.get $there))
        (local.set $fewest (v128.const i32x4 -1 -1 -1 -1))
        (block $last
          (loop $four
            (br_if $last (i32.ge_u (local.get $at) (local.get $end)))
            (local.set $i (i32.const 0))
            (local.set $a (v128.const i32x4 0 0 0 0))
            (local.set $b (v128.const i32x4 0 0 0 0))
            (local.set $c (v128.const i32x4 0 0 0 0))
            (local.set $d (v128.const i32x4 0 0 0 0))
            (loop $sixteen
              (local.set $word (v128.load (i32.add (local.get $question) (local.get $i))))
              (local.set $place (i32.add (local.get $at) (local.get $i)))
              (local.set $a (i8x16.add (local.get $a) (i8x16.popcnt (v128.xor (local.get $word)
                (v128.load (local.get $place))))))
              (local.set $place (i32.add (local.get $place) (local.get $width)))
              (local.set $b (i8x16.add (local.get $b) (i8x16.popcnt (v128.xor (local.get $word)
                (v128.load (local.get $place))))))
              (local.set $place (i32.add (local.get $place) (local.get $width)))
              (local.set $c (i8x16.add (local.get $c) (i8x16.popcnt (v128.xor (local.get $word)
                (v128.load (local.get $place))))))
              (local.set $place (i32.add (local.get $place) (local.get $width)))
              (local.set $d (i8x16.add (local.get $d) (i8x16.popcnt (v128.xor (local.get $word)
                (v128.load (local.get $place))))))
              (local.set $i (i32.add (local.get $i) (i32.const 16)))
              (br_if $sixteen (i32.lt_u (local.get $i) (local.get $width))))
            (local.set $a (i32x4.dot_i16x8_s (i16x8.extadd_pairwise_i8x16_u (local.get $a)) (local.get $ones)))
            (local.set $b (i32x4.dot_i16x8_s (i16x8.extadd_pairwise_i8x16_u (local.get $b)) (local.get $ones)))
            (local.set $c (i32x4.dot_i16x8_s (i16x8.extadd_pairwise_i8x16_u (local.get $c)) (local.get $ones)))
            (local.set $d (i32x4.dot_i16x8_s (i16x8.extadd_pairwise_i8x16_u (local.get $d)) (local.get $ones)))
            ;; Of each four lanes that belong together the sum, each in the lane of its token.
            (local.set $a (i32x4.add
              (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
              (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b))))
            (local.set $c (i32x4.add
              (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
              (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d))))
            (local.set $a (i32x4.add
              (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $c))
              (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $c))))
            ;; What lies behind the last token counts as much as can be.
            (local.set $fewest (i32x4.min_u (local.get $fewest) (v128.or (local.get $a)
              (i32x4.gt_s (v128.const i32x4 1 2 3 4) (i32x4.splat (local.get $left))))))
            (local.set $left (i32.sub (local.get $left) (i32.const 4)))
            (local.set $at (i32.add (local.get $at) (i32.shl (local.get $width) (i32.const 2))))
            (br $four)))
        (local.set $fewest (i32x4.min_u (local.get $fewest)
          (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $fewest) (local.get $fewest))))
        (local.set $fewest (i32x4.min_u (local.get $fewest)
          (i8x16.shuffle 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 (local.get $fewest) (local.get $fewest))))
        (i32.store (local.get $out) (i32x4.extract_lane 0 (local.get $fewest)))
        (local.set $question (i32.add (local.get $question) (local.get $width)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $asked (i32.sub (local.get $asked) (i32.const 1)))
        (br $token)))))
