/**
 * The story with the focus, by one of its articles: it follows the keys at once, and the address follows it a moment
 * later, so that keys pressed faster than an address changes all find the right story. Back changes it too.
 */
import { useEffect, useRef, useState } from "react";

const addressAfterMs = 150;

export const useFocusArticle = (
  inAddress: string | undefined,
  write: (article: string) => void,
): readonly [string | undefined, (article: string) => void] => {
  const [article, setArticle] = useState(inAddress);
  const written = useRef(inAddress);
  const current = useRef(write);
  useEffect(() => {
    current.current = write;
  });
  useEffect(() => {
    if (inAddress === written.current) return;
    written.current = inAddress;
    setArticle(inAddress);
  }, [inAddress]);
  useEffect(() => {
    if (article === undefined || article === written.current) return;
    const timer = setTimeout(() => {
      written.current = article;
      current.current(article);
    }, addressAfterMs);
    return () => clearTimeout(timer);
  }, [article]);
  return [article, setArticle];
};
